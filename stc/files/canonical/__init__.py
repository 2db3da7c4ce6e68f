"""The sections of a plan in the canonical layout: read by the pattern of that layout, not as YAML.

The layout leaves no choice, so a text is in it exactly where its values, spelled anew, are that
text. Whatever is not certain here is for the parser, which is the authority.
"""
