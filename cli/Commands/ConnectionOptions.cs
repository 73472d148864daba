using System.CommandLine;
using NetMl.Cli.Api;

namespace NetMl.Cli.Commands;

/// <summary>--gateway and --key, on every command.</summary>
internal sealed class ConnectionOptions(Terminal terminal)
{
    private readonly Option<string?> _gateway = new("--gateway")
    {
        Description = "Address of the gateway, such as http://127.0.0.1:8080 (else NETML_GATEWAY, else the file that a running AppHost writes).",
        HelpName = "URL",
        Recursive = true,
    };

    private readonly Option<string?> _key = new("--key")
    {
        Description = "Key of the gateway (else NETML_KEY, else the file that a running AppHost writes).",
        HelpName = "KEY",
        Recursive = true,
    };

    public void AddTo(RootCommand root)
    {
        root.Options.Add(_gateway);
        root.Options.Add(_key);
    }

    public GatewayClient Connect(ParseResult parse) =>
        new(GatewayAddress.Find(parse.GetValue(_gateway), parse.GetValue(_key), terminal.Variable));
}
