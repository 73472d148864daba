using Dapr.Actors.Communication;

namespace NetMl.DaprSdk.Tests.Actors;

public class Crc64Tests
{
    [Fact]
    public void Compute_CheckString_GivesThePublishedCheckValue() => Assert.Equal(0x62EC59E3F1A4F00AUL, Crc64.Compute("123456789"u8));

    /// <summary>Expected: a bit-by-bit CRC-64/WE, low 32 bits, of namespace + interface and of interface + namespace + method.</summary>
    [Fact]
    public void IdOf_InterfaceAndMethod_AreTheNamesRunTogether()
    {
        var counter = ActorInterface.Of(typeof(ICounter));

        Assert.Equal(-1496767898, counter.Id);
        Assert.Equal(-2102064751, counter.Methods.Single(m => m.Name == "AddAsync").Id);
    }
}
