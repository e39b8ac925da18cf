"""Tests of `webapp.team.numbers`."""
