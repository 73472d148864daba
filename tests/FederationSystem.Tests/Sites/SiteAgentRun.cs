using System.Security.Cryptography;
using NetMl.Cli;
using NetMl.Federation.Messages;

namespace NetMl.FederationSystem.Tests.Sites;

/// <summary><c>netml site join</c> in this process.</summary>
internal sealed class SiteAgentRun(string site, string folder, string log) : IDisposable
{
    private readonly StringWriter _said = new();

    public string Site => site;

    public string Log => log;

    /// <summary>Everything that its operator was told.</summary>
    public string Said => $"{site}: {_said}";

    private string State => Path.Combine(folder, "state", site);

    public async Task<int> RunAsync(string gateway, string key, CancellationToken cancellationToken)
    {
        var console = Terminal.Open(TextWriter.Synchronized(_said), plain: true);
        var terminal = new Terminal(console, console, () => Stream.Null, name => name == "NETML_SITE_KEY" ? key : null);
        return await NetMlApp.RunAsync(["site", "join", "--gateway", gateway, "--flows", log, "--state", State], terminal, cancellationToken);
    }

    public void Dispose() => _said.Dispose();

    /// <summary>The model that the site keeps.</summary>
    public byte[] Model() => File.ReadAllBytes(Path.Combine(State, "model.safetensors"));

    /// <summary>Of its signing key, from its own disk: nobody else's word.</summary>
    public string Fingerprint()
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(File.ReadAllBytes(Path.Combine(State, "signing-key.p8")), out _);
        return SigningKey.Fingerprint(key.ExportSubjectPublicKeyInfo());
    }
}
