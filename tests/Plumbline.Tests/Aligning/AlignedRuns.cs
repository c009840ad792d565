namespace Plumbline.Tests.Aligning;

/// <summary>Shares one run among the classes that look at it: making it takes longer than looking.</summary>
[CollectionDefinition(AlignedRun.Collection)]
public sealed class AlignedRuns : ICollectionFixture<AlignedRun>;
