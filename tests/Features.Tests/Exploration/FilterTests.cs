using NetMl.Features.Exploration;
using NetMl.Flows;

namespace NetMl.Features.Tests.Exploration;

public class FilterTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("a>1", true)]
    [InlineData("a>=2", true)]
    [InlineData("a>2", false)]
    [InlineData("a<2", false)]
    [InlineData("a<=2 , b != 4", true)]
    [InlineData("a=2,b=3.5e0", true)]
    [InlineData("a=2,b<-1", false)]
    public void Number_OnA2B35_Holds(string text, bool expected)
    {
        double[] row = [2, 3.5];

        var filter = NumberFilter.TryParse(text, ["a", "b"], out _, out _);

        Assert.Equal(expected, filter?.Holds(0, (_, column) => row[column]));
    }

    [Theory]
    [InlineData("a", "a", false)]
    [InlineData("a>", "a>", false)]
    [InlineData(">1", ">1", false)]
    [InlineData("a>1,c<2", "c", true)]
    [InlineData("a>infinity", "a>infinity", false)]
    [InlineData("a>1>2", "a>1>2", false)]
    public void Number_CannotBeRead_SaysWhat(string text, string wrong, bool isName)
    {
        Assert.Null(NumberFilter.TryParse(text, ["a", "b"], out var what, out var isUnknown));
        Assert.Equal((wrong, isName), (what, isUnknown));
    }

    [Theory]
    [InlineData("10.1.2.3", "10.0.0.0/8", true)]
    [InlineData("11.1.2.3", "10.0.0.0/8", false)]
    [InlineData("10.1.2.3", "10.1.2.99/25", true)]
    [InlineData("10.1.2.3", "10.1.2.3/32", true)]
    [InlineData("10.1.2.3", "0.0.0.0/0", true)]
    [InlineData("2001:db8::1", "0.0.0.0/0", false)]
    [InlineData("2001:db8::1", "2001:DB8::/32", true)]
    [InlineData("2001:db8:0:0:8000::1", "2001:db8:0:0:8000::/65", true)]
    [InlineData("2001:db8::1", "2001:db8:0:0:8000::/65", false)]
    [InlineData("10.1.2.3", "::/0", true)]
    [InlineData("10.1.2.3", "10.1.2.", true)]
    [InlineData("10.1.20.3", "10.1.2.", false)]
    [InlineData("10.1.2.3", "", true)]
    public void Address_InSet_Matches(string address, string set, bool expected)
    {
        Assert.True(HostAddressParser.TryParse(address, out var key));
        Assert.Equal(expected, AddressFilter.TryParse(set)?.Matches(key));
    }

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0/8")]
    [InlineData("::/129")]
    [InlineData("example.org")]
    public void Address_NoSet_IsNull(string set) => Assert.Null(AddressFilter.TryParse(set));

    [Fact]
    public void RowSelection_EqualKeys_KeepTheOrderOfRows()
    {
        double[] keys = [1, 2, 2, 0, 2];

        var page = RowSelection.Of(5, row => row != 4, row => keys[row], ascending: false, 1, 2);

        Assert.Equal((4, "2,0"), (page.Total, string.Join(',', page.Rows)));
    }
}
