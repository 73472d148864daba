using System.CommandLine;
using NetMl.Cli.Api;

namespace NetMl.Cli.Commands;

/// <summary>The name of an uploaded graph or a data set of flows, whichever there is.</summary>
internal sealed class NetworkName
{
    private readonly Argument<string> _name = new("NAME") { Description = "Name of an imported graph or of a data set of flows." };
    private readonly Option<bool> _graph = new("--graph") { Description = "NAME is a graph, also when a data set has the same name." };
    private readonly Option<bool> _dataset = new("--dataset") { Description = "NAME is a data set, also when a graph has the same name." };

    public void AddTo(Command command)
    {
        command.Arguments.Insert(0, _name);
        command.Options.Add(_graph);
        command.Options.Add(_dataset);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_graph) && result.GetValue(_dataset))
                result.AddError("--graph and --dataset exclude each other: give one.");
        });
    }

    /// <exception cref="CommandFailure">Both have that name, or neither and a graph is called almost so.</exception>
    public async Task<Network> FindAsync(ParseResult parse, GatewayClient gateway, CancellationToken cancellationToken)
    {
        var name = parse.GetValue(_name) ?? "";
        if (parse.GetValue(_graph) || parse.GetValue(_dataset))
            return new Network(name, parse.GetValue(_graph));
        var hasDataset = await gateway.Datasets.FindAsync(name, cancellationToken) is not null;
        var hasGraph = await HasGraphAsync(gateway, name, hasDataset, cancellationToken);
        if (hasGraph && hasDataset)
            throw new CommandFailure($"There is a data set '{name}' and a graph '{name}': say which one with --dataset or --graph.", CommandFailure.WrongUsage);
        return new Network(name, hasGraph);
    }

    /// <summary>Where there is neither, the question for the data set says so, unless a graph comes nearer.</summary>
    private static async Task<bool> HasGraphAsync(GatewayClient gateway, string name, bool hasDataset, CancellationToken cancellationToken)
    {
        try
        {
            await gateway.Graphs.GetAsync(name, cancellationToken);
            return true;
        }
        catch (GatewayRefusal refusal) when (refusal.Status == System.Net.HttpStatusCode.NotFound && (hasDataset || !refusal.Message.Contains("Did you mean", StringComparison.Ordinal)))
        {
            return false;
        }
    }
}
