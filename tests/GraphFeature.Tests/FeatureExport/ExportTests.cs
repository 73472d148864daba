using System.IO.Compression;
using System.Net;
using NetMl.Features;
using NetMl.Features.Export;

namespace NetMl.GraphFeature.Tests.FeatureExport;

public class ExportTests(OfficeApp app) : IClassFixture<OfficeApp>
{
    [Theory]
    [InlineData("hosts", 4)]
    [InlineData("pairs", 4)]
    [InlineData("flows", 6)]
    [InlineData("windows?windowSeconds=1000", 3)]
    public async Task Export_Csv_HasOneLineForEachRow(string family, int rows)
    {
        using var answer = await app.Client.GetAsync($"/v1/datasets/office/features/{family}");

        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(rows + 1, lines.Length);
        Assert.All(lines, line => Assert.Equal(lines[0].Count(symbol => symbol == ','), line.Count(symbol => symbol == ',')));
    }

    [Fact]
    public async Task Export_Hosts_HasTheFeaturesOfTheTable()
    {
        var lines = (await app.Client.GetStringAsync("/v1/datasets/office/features/hosts")).Split('\n');

        Assert.Equal("host," + string.Join(',', HostFeatures.Names), lines[0]);
        var sent = lines[0].Split(',').ToList().IndexOf("bytes_out");
        Assert.Equal("950", Assert.Single(lines, line => line.StartsWith(SmallNetwork.Relay + ',', StringComparison.Ordinal)).Split(',')[sent]);
    }

    [Theory]
    [InlineData("?format=npz", "*/*")]
    [InlineData("", FeatureNpz.MediaType)]
    public async Task Export_Npz_HasOneMemberForEachColumn(string query, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/datasets/office/features/hosts{query}");
        request.Headers.Accept.ParseAdd(accept);

        using var answer = await app.Client.SendAsync(request);
        using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync());

        Assert.Equal(FeatureNpz.MediaType, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HostFeatures.Names.Count + 2, archive.Entries.Count);
        Assert.EndsWith("-npz\"", answer.Headers.ETag?.Tag, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("features/host", HttpStatusCode.BadRequest, "Did you mean 'hosts'?")]
    [InlineData("features/hosts?format=parquet", HttpStatusCode.BadRequest, "'format' is 'parquet'")]
    [InlineData("features/windows?windowSeconds=0", HttpStatusCode.BadRequest, "'windowSeconds' is '0'")]
    public async Task Export_BadInput_IsRefusedWithASentence(string path, HttpStatusCode status, string what) =>
        await ProblemAssert.IsAsync(status, await app.Client.GetAsync($"/v1/datasets/office/{path}"), what);
}
