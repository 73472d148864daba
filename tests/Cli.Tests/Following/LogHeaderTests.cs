using System.Text;
using NetMl.Cli.Following;

namespace NetMl.Cli.Tests.Following;

public class LogHeaderTests
{
    private const string ZeekRow = "1.5\tCuid\t10.0.0.1\t1\t10.0.0.2\t2\ttcp\t-\t-\t-\t-\tSF\t-\t-\t0\t-\t1\t1\t1\t1\t-\n";

    [Theory]
    [InlineData("#separator \\x09\n#fields\tts\n1.5\n", "#separator \\x09\n#fields\tts\n")]
    [InlineData("#separator \\x09\n#fields\tts\n", null)]
    [InlineData("", null)]
    [InlineData("""{"ts":1.5,"id.orig_h":"10.0.0.1"}""" + "\n", "")]
    [InlineData(ZeekRow, "")]
    [InlineData("StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport\n", null)]
    [InlineData("StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport\n2011,1\n", "StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport\n")]
    public void Measure_Log_IsItsHeader(string lines, string? header) =>
        Assert.Equal(header?.Length, LogHeader.Measure(Encoding.UTF8.GetBytes(lines), null));

    [Theory]
    [InlineData("#close\t2026\n", true)]
    [InlineData("#close\t2026\n1\n", false)]
    [InlineData("1\n#close\n", false)]
    public void AreComments_Lines_SaysWhetherThereIsNoRow(string lines, bool expected) =>
        Assert.Equal(expected, LogHeader.AreComments(Encoding.UTF8.GetBytes(lines)));
}
