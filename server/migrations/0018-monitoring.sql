-- How many accounts are connected, and how many have to be connected again: numbers for the monitoring, of nobody in particular.
grant select (status) on connected_providers to sri_relay;
