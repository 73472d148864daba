// Each test runs its own sidecar and apps; on a machine with few cores side by side they would only wait for each other.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
