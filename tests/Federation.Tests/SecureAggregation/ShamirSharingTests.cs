using System.Numerics;
using System.Security.Cryptography;
using NetMl.Federation.SecureAggregation;

namespace NetMl.Federation.Tests.SecureAggregation;

public sealed class ShamirSharingTests
{
    private static readonly BigInteger P = BigInteger.Pow(2, 521) - 1;

    [Fact]
    public void Combine_HandWorkedLine_GivesItsValueAtZero()
    {
        // f(x) = 42 + 7x: f(1) = 49, f(2) = 56, f(5) = 77.
        SecretShare Share(int x, byte y) => new(x, new byte[] { y }.Concat(new byte[65]).ToArray());

        var secret = ShamirSharing.Combine([Share(1, 49), Share(2, 56)]);
        var again = ShamirSharing.Combine([Share(5, 77), Share(1, 49)]);

        Assert.Equal(42, Assert.IsType<byte[]>(secret)[0]);
        Assert.Equal(secret, again);
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(5, 3)]
    [InlineData(9, 9)]
    [InlineData(40, 21)]
    public void Split_AnyThresholdOfShares_GiveTheSecretBackHereAndByBigIntegers(int holders, int threshold)
    {
        var random = new Random(holders);
        var points = Enumerable.Range(1, 5000).OrderBy(_ => random.Next()).Take(holders).ToArray();
        byte[][] secrets = [RandomNumberGenerator.GetBytes(32), new byte[32], [.. Enumerable.Repeat((byte)255, 32)]];
        foreach (var secret in secrets)
        {
            var shares = ShamirSharing.Split(secret, points, threshold).Select((value, i) => new SecretShare(points[i], value)).OrderBy(_ => random.Next()).Take(threshold).ToList();

            Assert.Equal(secret, ShamirSharing.Combine(shares));
            Assert.Equal(new BigInteger(secret, isUnsigned: true), Lagrange(shares, 0));
        }
    }

    [Fact]
    public void Split_OneShareTooFew_FitsEverySecretEquallyWell()
    {
        // Perfect secrecy: for any other secret there is a last share in the field that gives it with the t − 1 known ones.
        var shares = ShamirSharing.Split(RandomNumberGenerator.GetBytes(32), [1, 2, 3], 3).Select((value, i) => new SecretShare(i + 1, value)).ToList();
        var known = shares[..2];
        var wish = RandomNumberGenerator.GetBytes(32);

        // The line through the wish at 0 and the known shares, read at 3; moved by 4, since shares are never at 0.
        SecretShare[] moved = [new(4, Bytes(new BigInteger(wish, isUnsigned: true))), .. known.Select(share => share with { Point = share.Point + 4 })];
        var explained = ShamirSharing.Combine([.. known, new SecretShare(3, Bytes(Lagrange(moved, 7)))]);

        Assert.Equal(wish, explained);
        Assert.Null(ShamirSharing.Combine(known));
    }

    [Fact]
    public void Combine_OneWrongShare_IsNoSecret()
    {
        var values = ShamirSharing.Split(RandomNumberGenerator.GetBytes(32), [1, 2, 3], 3);
        values[1][40] ^= 1;

        Assert.Null(ShamirSharing.Combine([.. values.Select((value, i) => new SecretShare(i + 1, value))]));
    }

    [Fact]
    public void PrimeField_RandomAndExtremeElements_AgreesWithBigIntegers()
    {
        BigInteger[] extremes = [0, 1, 2, P - 1, P - 2, BigInteger.Pow(2, 520), BigInteger.Pow(2, 58) - 1, BigInteger.Pow(2, 58), P - BigInteger.Pow(2, 58)];
        var numbers = extremes.Concat(Enumerable.Range(0, 40).Select(_ => new BigInteger(RandomNumberGenerator.GetBytes(66), isUnsigned: true) % P)).ToList();
        foreach (var a in numbers)
        {
            Assert.Equal((P - a) % P, Number(PrimeField.Negate(Element(a))));
            Assert.Equal(a * 4_000_000_007 % P, Number(PrimeField.MultiplySmall(Element(a), 4_000_000_007)));
            foreach (var b in numbers)
            {
                Assert.Equal(a * b % P, Number(PrimeField.Multiply(Element(a), Element(b))));
                Assert.Equal((a + b) % P, Number(PrimeField.Add(Element(a), Element(b))));
            }
        }
        Assert.All(numbers.Where(a => a != 0).Take(12), a => Assert.Equal(BigInteger.ModPow(a, P - 2, P), Number(PrimeField.Invert(Element(a)))));
    }

    [Fact]
    public void IsElement_AtThePrime_IsFalseAndJustBelowTrue()
    {
        Assert.True(PrimeField.IsElement(Bytes(P - 1)));
        Assert.False(PrimeField.IsElement(Bytes(P)));
        Assert.False(PrimeField.IsElement(Bytes(P + 1)));
        Assert.False(PrimeField.IsElement(new byte[65]));
    }

    [Fact]
    public void Store_ManyOperationsInARow_StaysReduced()
    {
        var (element, number) = (PrimeField.Random(), BigInteger.Zero);
        number = Number(element);
        for (var i = 0; i < 500; i++)
        {
            element = PrimeField.Negate(PrimeField.Add(PrimeField.Multiply(element, element), PrimeField.Negate(element)));
            number = ((number - number * number) % P + P) % P;
        }

        Assert.Equal(number, Number(element));
    }

    private static BigInteger Lagrange(IEnumerable<SecretShare> shares, int at)
    {
        var points = shares.Select(share => ((BigInteger)share.Point, new BigInteger(share.Value.Span, isUnsigned: true))).ToList();
        BigInteger sum = 0;
        foreach (var (x, y) in points)
        {
            var term = y;
            foreach (var (other, _) in points.Where(point => point.Item1 != x))
                term = term * (at - other) % P * BigInteger.ModPow(((x - other) % P + P) % P, P - 2, P) % P;
            sum += term;
        }
        return (sum % P + P) % P;
    }

    private static byte[] Bytes(BigInteger number)
    {
        var bytes = new byte[PrimeField.Bytes];
        Assert.True(number.TryWriteBytes(bytes, out _, isUnsigned: true));
        return bytes;
    }

    private static FieldElement Element(BigInteger number) => PrimeField.Load(Bytes(number));

    private static BigInteger Number(FieldElement element)
    {
        var bytes = new byte[PrimeField.Bytes];
        PrimeField.Store(element, bytes);
        return new BigInteger(bytes, isUnsigned: true);
    }
}
