"""Urgent Appeal: one page for one campaign, from first sight to counted action.

domain     pure values: campaign, target, letter, address, action, language, delivery
server     what a server process needs: keys, shared cache, logs, metrics
database   open, migrate, copy and back up the database
campaigns  campaign folders: read, check and serve them
actions    reported actions: record, undo, count and review them
printing   letters in, PDF out, by a process of its own
web        HTTP in, HTML out; Flask lives there and nowhere below
cli        the `appeal` command
app        puts the app together; wsgi hands the result to gunicorn
"""
