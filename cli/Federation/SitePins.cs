using NetMl.Federation.Messages;

namespace NetMl.Cli.Federation;

/// <summary>The signing keys of the other sites: given up front as fingerprints, or kept from the first time they were seen.</summary>
/// <remarks>Lines of a site's name and its fingerprint as <see cref="SigningKey.Fingerprint"/> writes it, in groups or not; '#' begins a comment.</remarks>
internal sealed class SitePins
{
    private const int FingerprintDigits = 64;
    private readonly string _path;
    private readonly bool _isGiven;
    private readonly Dictionary<string, string> _pins;

    private readonly Action<string>? _say;

    private SitePins(string path, bool isGiven, Dictionary<string, string> pins, Action<string>? say) => (_path, _isGiven, _pins, _say) = (path, isGiven, pins, say);

    /// <param name="trust">A file with the fingerprints of all other sites; null = pin on first sight.</param>
    /// <param name="say">Hears of each key that is pinned: a server could make sites up.</param>
    /// <exception cref="CommandFailure">The file is absent or a line is none.</exception>
    public static SitePins Open(string kept, string? trust, Action<string>? say = null)
    {
        if (trust is not null && !File.Exists(trust))
            throw new CommandFailure($"The file '{trust}' does not exist: --trust takes lines of a site's name and its fingerprint.");
        var path = trust ?? kept;
        var pins = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            var words = line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            var print = string.Concat(words.Skip(1)).Replace(":", "", StringComparison.Ordinal).ToLowerInvariant();
            if (print.Length != FingerprintDigits || !print.All(char.IsAsciiHexDigit))
                throw new CommandFailure($"'{line.Trim()}' in '{path}' is no line of a site's name and the {FingerprintDigits} hex digits of its fingerprint.");
            pins[words[0]] = print;
        }
        return new SitePins(path, trust is not null, pins, say);
    }

    /// <summary>Null when the key is the known one, or is now; else why it is refused.</summary>
    public string? Refusal(string site, byte[] signingKey)
    {
        var print = SigningKey.Fingerprint(signingKey).Replace(" ", "", StringComparison.Ordinal);
        if (_pins.TryGetValue(site, out var known))
            return known == print ? null : $"Site '{site}' shows another signing key than before ({print[..16]}… instead of {known[..16]}…): ask its people, and correct '{_path}' if they made a new one.";
        if (_isGiven)
            return $"Site '{site}' is not in '{_path}' (its fingerprint would be {print}): add it if you trust it.";
        _say?.Invoke($"Site '{site}' is new here: its signing key {SigningKey.Fingerprint(signingKey)} is trusted from now on; ask its people whether it is theirs, or give all with --trust.");
        _pins[site] = print;
        PrivateFile.Write(_path, System.Text.Encoding.UTF8.GetBytes(string.Concat(_pins.Select(pin => $"{pin.Key} {pin.Value}\n"))));
        return null;
    }
}
