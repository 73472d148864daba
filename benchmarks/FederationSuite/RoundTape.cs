using NetMl.Federation.Messages;

namespace NetMl.Benchmarks.FederationSuite;

/// <summary>Everything that a server gets in one round, in order, as a file: so that a process of its own can play the server and nothing else.</summary>
internal sealed class RoundTape(string path) : IDisposable
{
    public const byte State = (byte)'S', Key = (byte)'K', Message = (byte)'M', Vector = (byte)'V', Close = (byte)'C';

    private readonly BinaryWriter _file = new(new BufferedStream(File.Create(path), 1 << 20));

    /// <summary>First: the state of a SecureSumServer, or nothing in a plain round.</summary>
    public void Start(int length, ReadOnlySpan<byte> state)
    {
        _file.Write(length);
        Write(State, state);
    }

    public void Add(string site, ReadOnlySpan<byte> publicKey)
    {
        _file.Write(Key);
        _file.Write(site);
        _file.Write(publicKey.Length);
        _file.Write(publicKey);
    }

    /// <returns>Bytes of the frame.</returns>
    public int Add(SignedMessage message)
    {
        var frame = message.Encode();
        Write(Message, frame);
        return frame.Length;
    }

    public void AddVector(ReadOnlySpan<byte> vector) => Write(Vector, vector);

    public void CloseStep() => Write(Close, []);

    public void Dispose() => _file.Dispose();

    private void Write(byte what, ReadOnlySpan<byte> bytes)
    {
        _file.Write(what);
        _file.Write(bytes.Length);
        _file.Write(bytes);
    }
}
