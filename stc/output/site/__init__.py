"""The dashboard: a folder of static pages that needs no server and asks nothing of the network."""
