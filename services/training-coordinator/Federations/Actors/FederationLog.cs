namespace NetMl.TrainingCoordinator.Federations.Actors;

/// <summary>What an operator should know of federations; never payloads or keys.</summary>
sealed partial class FederationLog(ILogger<FederationLog> logger);
