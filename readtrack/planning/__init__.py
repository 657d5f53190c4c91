"""Arithmetic alone: model values and today in, report values out. Nothing here reads or writes."""
