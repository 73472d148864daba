using System.Text.RegularExpressions;
using NetMl.Gateway.Routing;

namespace NetMl.Gateway.Tests.Routing;

public sealed partial class ApiRoutesTests
{
    [Fact]
    public void All_ComparedWithTheApiDocument_HasTheSameRoutes()
    {
        var documented = DocumentedRoutes().Order().ToList();

        var forwarded = ApiRoutes.All
            .Where(route => !route.Path.StartsWith("/v2", StringComparison.Ordinal))
            .SelectMany(route => route.Methods.Where(method => method != "CONNECT").Select(method => $"{method} {route.Path} {route.AppId}"))
            .Order();

        Assert.NotEmpty(documented);
        Assert.Equal(documented, forwarded);
    }

    [Theory]
    [InlineData("inference", "/v2", true)]
    [InlineData("inference", "/v2/models/{model}/infer", true)]
    [InlineData("inference", "/v20", false)]
    [InlineData("training-coordinator", "/v1/jobs/{jobId:guid}", true)]
    [InlineData("training-coordinator", "/internal/leases", false)]
    [InlineData("ingest", "/v1/jobs", false)]
    public void Reaches_PathOfAService_MatchesTheForwardedRoutes(string appId, string template, bool reached)
    {
        Assert.Equal(reached, ApiRoutes.Reaches(appId, template));
    }

    private static IEnumerable<string> DocumentedRoutes()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "NetMlAspire.sln")))
            folder = folder.Parent!;
        foreach (var line in File.ReadLines(Path.Combine(folder.FullName, "docs", "api.md")))
        {
            if (Row().Match(line) is not { Success: true } row || row.Groups["service"].Value is "gateway")
                continue;
            foreach (var path in row.Groups["paths"].Value.Split(", "))
                yield return $"{row.Groups["method"].Value} {path} {row.Groups["service"].Value}";
        }
    }

    [GeneratedRegex(@"^\| (?<method>GET|POST|DELETE|PUT) (?<paths>/v1[^|]*?) \| (?<service>[a-z-]+) \|")]
    private static partial Regex Row();
}
