namespace NetMl.AppHost.Tests;

/// <summary>Classes that ask the same running system; each has datasets and models of its own.</summary>
[CollectionDefinition(Name)]
public sealed class OneSystem : ICollectionFixture<RunningSystem>
{
    public const string Name = "one system";
}
