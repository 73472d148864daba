using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace NetMl.Cli.Following;

/// <summary>Recognises a growing file by its first bytes, wherever it was renamed or copied to.</summary>
/// <remarks>
/// Device and inode would not survive a copy, and a new file may get the inode of the old one. The first bytes of a log hold its opening
/// time or its first flow, so two logs do not share them.
/// </remarks>
/// <param name="Bytes">How many first bytes; at most <see cref="MostBytes"/>.</param>
/// <param name="Sha256">Of these bytes, lower-case hex.</param>
internal readonly record struct Fingerprint(int Bytes, string Sha256)
{
    public const int MostBytes = 4096;

    /// <summary>Of the bytes before <paramref name="end"/>, or of the first ones when there are many.</summary>
    public static Fingerprint Of(SafeFileHandle file, long end)
    {
        var head = new byte[Math.Min(end, MostBytes)];
        var count = RandomAccess.Read(file, head, 0);
        return Of(head.AsSpan(0, count));
    }

    public static Fingerprint Of(ReadOnlySpan<byte> head) => new(head.Length, Convert.ToHexStringLower(SHA256.HashData(head)));

    public bool Fits(SafeFileHandle file) => Of(file, Bytes) == this;
}
