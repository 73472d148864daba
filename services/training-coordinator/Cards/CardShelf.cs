using System.Text.Json;
using Dapr.Client;
using NetMl.Contracts;
using NetMl.Contracts.Training;
using NetMl.TrainingCoordinator.Models;

namespace NetMl.TrainingCoordinator.Cards;

/// <summary>The cards of versions, in the model store beside their artifacts.</summary>
sealed class CardShelf(DaprClient dapr, ArtifactStore artifacts)
{
    /// <summary>Stores the card of what a job has published. Safe to repeat.</summary>
    public async Task StoreAsync(JobStatus job, CancellationToken cancellationToken)
    {
        if (job.Result is not { Published: var version } result)
            return;
        var card = CardWriter.Write(version, await artifacts.ReadAsync(version, cancellationToken), job.Request, result);
        await dapr.SaveByteStateAsync(
            DaprComponents.ModelStore, ModelStoreKeys.Card(version.Model, version.Version), JsonSerializer.SerializeToUtf8Bytes(card, WireJson.Default.ModelCard), cancellationToken: cancellationToken);
    }

    /// <summary>The stored card; of a version that no job of ours published, what its artifact says.</summary>
    public async Task<ModelCard> ReadAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var json = await dapr.GetByteStateAsync(DaprComponents.ModelStore, ModelStoreKeys.Card(version.Model, version.Version), cancellationToken: cancellationToken);
        var stored = json.IsEmpty ? null : JsonSerializer.Deserialize(json.Span, WireJson.Default.ModelCard);
        return stored ?? CardWriter.Write(version, await artifacts.ReadAsync(version, cancellationToken), request: null, result: null);
    }
}
