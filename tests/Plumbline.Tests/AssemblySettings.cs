// libtorch already uses every core, and the leak gate counts process-wide.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
