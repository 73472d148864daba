using Dapr;
using Dapr.Client;
using NetMl.Contracts;
using NetMl.TrainingCoordinator.Federations.Actors;

namespace NetMl.TrainingCoordinator.Federations;

/// <summary>Names of all federations in one state entry that is changed only with its ETag. A name may be there before its actor has anything.</summary>
sealed class FederationIndex(DaprClient dapr)
{
    private const string Key = "federations";
    private static readonly StateOptions FirstWrite = new() { Concurrency = ConcurrencyMode.FirstWrite };

    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) =>
        await dapr.GetStateAsync<string[]>(DaprComponents.StateStore, Key, cancellationToken: cancellationToken) ?? [];

    /// <returns>False when there are too many.</returns>
    public async Task<bool> AddAsync(string federation, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (names, etag) = await dapr.GetStateAndETagAsync<string[]>(DaprComponents.StateStore, Key, cancellationToken: cancellationToken);
            names ??= [];
            if (names.Contains(federation))
                return true;
            if (names.Length >= FederationLimits.MaximumFederations)
                return false;
            try
            {
                string[] longer = [.. names.Append(federation).Order(StringComparer.Ordinal)];
                if (await dapr.TrySaveStateAsync(DaprComponents.StateStore, Key, longer, etag ?? "", FirstWrite, cancellationToken: cancellationToken))
                    return true;
            }
            catch (DaprException) when (string.IsNullOrEmpty(etag))
            {
                // Stores answer the first write of a key that exists by now with an error, not with a conflict.
                var (_, now) = await dapr.GetStateAndETagAsync<string[]>(DaprComponents.StateStore, Key, cancellationToken: cancellationToken);
                if (string.IsNullOrEmpty(now))
                    throw;
            }
        }
    }
}
