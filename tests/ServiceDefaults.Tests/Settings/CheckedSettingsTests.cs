using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NetMl.ServiceDefaults.Settings;

namespace NetMl.ServiceDefaults.Tests.Settings;

public sealed class CheckedSettingsTests
{
    [Fact]
    public async Task Start_ValueOutOfRange_SentenceNamesKey()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync("0"));

        Assert.Contains("Ingest:MaxBatchRows", StartupFailure.Sentence(failure), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ValueOfWrongType_SentenceNamesKey()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync("many"));

        Assert.Contains("Ingest:MaxBatchRows", StartupFailure.Sentence(failure), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ValueInRange_Starts()
    {
        await using var service = await StartAsync("7");

        Assert.Equal("Healthy", await service.Http.GetStringAsync("/health"));
    }

    [Fact]
    public void Sentence_Bug_IsNull()
    {
        Assert.Null(StartupFailure.Sentence(new InvalidOperationException("no service registered")));
    }

    private static Task<Service> StartAsync(string rows) =>
        Service.StartAsync(new() { ["Ingest:MaxBatchRows"] = rows }, add: builder => builder.AddCheckedSettings<IngestOptions, IngestOptionsValidator>("Ingest"));
}

public sealed class IngestOptions
{
    [Range(1, 100)]
    public int MaxBatchRows { get; set; } = 10;
}

[OptionsValidator]
public sealed partial class IngestOptionsValidator : IValidateOptions<IngestOptions>;
