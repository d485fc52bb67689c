"""What is done about faults, by what they are about: each function gives a problem its fix.

A fix is safe when it cannot change what the author meant: the module that builds it says why.
"""
