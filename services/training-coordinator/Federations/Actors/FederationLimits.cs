namespace NetMl.TrainingCoordinator.Federations.Actors;

/// <summary>Bounds that no setting moves.</summary>
static class FederationLimits
{
    /// <summary>Names in the index.</summary>
    public const int MaximumFederations = 1000;

    /// <summary>Of one federation.</summary>
    public const int MaximumSites = 1000;
}
