using System.Globalization;
using System.Text;
using NetMl.Flows.Text;

namespace NetMl.Flows.Tests.Text;

public sealed class CalendarTextTests
{
    [Theory]
    [InlineData("2018/05/10 10:52:47.283479", "2018-05-10T10:52:47.283479Z")]
    [InlineData("2017-07-06 12:39:06.818901", "2017-07-06T12:39:06.818901Z")]
    [InlineData("2018-01-31T18:12:06.539915Z", "2018-01-31T18:12:06.539915Z")]
    [InlineData("2018-01-31T18:12:06+02:00", "2018-01-31T16:12:06Z")]
    [InlineData("2018-01-31T18:12:06-0330", "2018-01-31T21:42:06Z")]
    [InlineData("03/07/2017 08:55:58 AM", "2017-07-03T08:55:58Z")]
    [InlineData("03/07/2017 12:05:58 am", "2017-07-03T00:05:58Z")]
    [InlineData("03/07/2017 03:05:58 PM", "2017-07-03T15:05:58Z")]
    [InlineData("7/7/2017 3:30", "2017-07-07T03:30:00Z")]
    [InlineData("1970/01/01 01:00:00.000000", "1970-01-01T01:00:00Z")]
    [InlineData("2024-02-29 00:00:00", "2024-02-29T00:00:00Z")]
    public void TryParse_KnownSpellings_AreRead(string text, string iso)
    {
        var expected = DateTimeOffset.Parse(iso, CultureInfo.InvariantCulture);

        Assert.True(CalendarText.TryParse(Encoding.ASCII.GetBytes(text), out var nanoseconds));
        Assert.Equal((expected - DateTimeOffset.UnixEpoch).Ticks * 100, nanoseconds);
    }

    [Theory]
    [InlineData("2023-02-29 00:00:00")]
    [InlineData("2018/13/10 10:52:47")]
    [InlineData("2018/05/10")]
    [InlineData("2018/05/10 24:00:00")]
    [InlineData("2018/05/10 10:60:00")]
    [InlineData("2018/05/10 10:52:47 XM")]
    [InlineData("2018/05/10 10:52:47.2.2")]
    [InlineData("99999/05/10 10:52:47")]
    [InlineData("")]
    public void TryParse_NoTime_IsFalse(string text) => Assert.False(CalendarText.TryParse(Encoding.ASCII.GetBytes(text), out _));
}
