"""Urgent Appeal: one page for one campaign, from first sight to counted action.

domain    pure values: campaign, target, letter, address, action, language, mail
storage   campaign folders in, actions in and out of the database
pdf       HTML in, PDF out, by a printing process of its own
services  what the app can do, as plain functions
web       HTTP in, HTML out; Flask lives there and nowhere below
cli       the `appeal` command
app       puts the parts together; wsgi hands the result to gunicorn
"""
