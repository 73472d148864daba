using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using NetMl.Inference.Tests.Fixtures;

namespace NetMl.Inference.Tests;

public sealed class InferenceMetricsTests
{
    [Fact]
    public async Task Requests_AnsweredAndRefused_AreCountedWithTheirBatchSize()
    {
        await using var inference = new InferenceUnderTest();
        inference.Shelf.Publish("m", Artifacts.Small(1));
        using var client = await inference.ClientAsync();
        using var measured = new Measurements(inference.Services.GetRequiredService<IMeterFactory>());

        using var answered = await client.PostJsonAsync("/v2/models/m/infer", SmallGraph.Request);
        using var refused = await client.PostJsonAsync("/v2/models/m/infer", "{}");

        Assert.Equal(["netml.inference.batch.size 4", "netml.inference.requests refused 1", "netml.inference.requests success 1"], measured.Lines.Order(StringComparer.Ordinal));
    }

    /// <summary>What the whole-number instruments of one service instance recorded.</summary>
    private sealed class Measurements : IDisposable
    {
        private readonly MeterListener _listener = new();

        public Measurements(IMeterFactory factory)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == InferenceMetrics.MeterName && instrument.Meter.Scope == factory)
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            {
                var outcome = tags.ToArray().FirstOrDefault(tag => tag.Key == "outcome").Value;
                Lines.Add(outcome is null ? $"{instrument.Name} {value}" : $"{instrument.Name} {outcome} {value}");
            });
            _listener.Start();
        }

        public ConcurrentBag<string> Lines { get; } = [];

        public void Dispose() => _listener.Dispose();
    }
}
