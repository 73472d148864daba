using System.Net.Mime;
using System.Text.Json;
using Dapr.Client;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;

namespace NetMl.GraphFeature.Behaviours;

/// <summary>Publishes findings as JSON on <see cref="Topics.BehavioursFound"/>.</summary>
internal sealed class DaprFindingBroker(DaprClient dapr) : IFindingBroker
{
    public Task PublishAsync(BehaviourFinding finding, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(finding, WireJson.Default.BehaviourFinding);
        return dapr.PublishByteEventAsync(DaprComponents.PubSub, Topics.BehavioursFound, json, MediaTypeNames.Application.Json, cancellationToken: cancellationToken);
    }
}
