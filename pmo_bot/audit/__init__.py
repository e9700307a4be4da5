"""The auditor: from the rows alone it finds what is stuck, owed and unsent, doubled or out of order.

It shares nothing with what plans and sends but the tables, so that a mistake there does not hide itself here.
"""
