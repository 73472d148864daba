using System.CommandLine;
using NetMl.Cli.Api;

namespace NetMl.Cli.Commands;

/// <summary>--gateway and --key, on every command.</summary>
internal sealed class ConnectionOptions(Terminal terminal)
{
    private readonly Option<string?> _gateway = new("--gateway")
    {
        Description = "Address of the gateway, such as http://127.0.0.1:8080 (else NETML_GATEWAY, else the file that a running AppHost writes: NETML_GATEWAY_FILE or ~/.netml/gateway.json).",
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

    /// <summary>Where the gateway is, and the key of a site: the option's, or that of NETML_SITE_KEY, which no list of processes shows.</summary>
    /// <exception cref="CommandFailure">There is no site key, or it is none.</exception>
    public (Uri Gateway, Federation.SiteKeyToken Key) FindSite(ParseResult parse)
    {
        var text = parse.GetValue(_key) ?? terminal.Variable("NETML_SITE_KEY");
        if (string.IsNullOrWhiteSpace(text))
            throw new CommandFailure("A site needs its key: set NETML_SITE_KEY, or give --key; 'netml federation invite' makes one.", CommandFailure.WrongUsage);
        var key = Federation.SiteKeyToken.Parse(text);
        return (GatewayAddress.Find(parse.GetValue(_gateway), key.Text, terminal.Variable).Url, key);
    }

    public GatewayClient Connect(ParseResult parse) =>
        new(GatewayAddress.Find(parse.GetValue(_gateway), parse.GetValue(_key), terminal.Variable));
}
