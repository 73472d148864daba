using Microsoft.Extensions.Options;
using NetMl.Contracts.Training;
using NetMl.Inference.Refusals;

namespace NetMl.Inference.Models;

/// <summary>Brings the catalog up to date with the registry: first loads the new latest versions, then swaps them in.</summary>
internal sealed class RegistryReader(IModelStore store, ModelCatalog catalog, ModelLoader loader, TimeProvider time, IOptions<ModelOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <exception cref="ModelStoreException">The registry cannot be read now.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var registry = await store.ReadRegistryAsync(cancellationToken);
            var state = catalog.State;
            if (state.Registry is not null && state.ETag == registry.ETag && !HasRetriesDue(state))
                return;
            foreach (var entry in registry.Models)
                await TryPromoteLatestAsync(entry, cancellationToken);
            catalog.Adopt(registry);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task TryPromoteLatestAsync(ModelEntry entry, CancellationToken cancellationToken)
    {
        if (CatalogState.Latest(entry) is not { } latest)
            return;
        try
        {
            catalog.Promote(await loader.GetAsync(latest, cancellationToken));
        }
        catch (Refusal)
        {
            // The loader has logged and recorded the reason; the former version goes on serving.
        }
    }

    private bool HasRetriesDue(CatalogState state) =>
        state.Registry!.Values.Any(entry => CatalogState.Latest(entry) is { } latest && state.Current.GetValueOrDefault(entry.Name)?.Version.Version != latest.Version
            && (!state.Failures.TryGetValue(new(entry.Name, latest.Version), out var failure) || time.GetUtcNow() - failure.At >= options.Value.RetryLoad));
}
