"""Datacenters and vCenter Servers."""
