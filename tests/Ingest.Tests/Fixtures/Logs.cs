using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace NetMl.Ingest.Tests.Fixtures;

/// <summary>Small inputs.</summary>
internal static class Logs
{
    public const string Header =
        "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state\torig_pkts\tresp_pkts\n";

    /// <summary>A Zeek log of so many rows; row i starts i seconds after 1500000000 and sends i bytes.</summary>
    public static string Zeek(int rows)
    {
        var log = new StringBuilder(Header);
        for (var i = 0; i < rows; i++)
            log.Append(CultureInfo.InvariantCulture, $"{1500000000 + i}.5\tC{i}\t10.0.0.{i % 250}\t40000\t192.0.2.1\t443\ttcp\tssl\t1.25\t{i}\t100\tSF\t3\t2\n");
        return log.ToString();
    }

    public static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }
}
