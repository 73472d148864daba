using System.Security.Cryptography;
using NetMl.Federation.SecureAggregation;

namespace NetMl.Federation.Tests.SecureAggregation;

public sealed class MaskStreamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(257)]
    [InlineData(8193)]
    [InlineData(32_768)]
    [InlineData(100_001)]
    public void Sum_InParts_IsTheMasksOneAfterAnother(int length)
    {
        var masks = Enumerable.Range(0, 7).Select(i => new MaskLeft(RandomNumberGenerator.GetBytes(32), IsAdded: i % 3 != 0)).ToArray();
        var expected = new uint[length];
        using (var stream = new MaskStream())
            foreach (var mask in masks)
                if (mask.IsAdded)
                    stream.Add(mask.Key, expected);
                else
                    stream.Subtract(mask.Key, expected);

        var sum = MaskStream.Sum(masks, length);

        Assert.Equal(expected, sum);
    }
}
