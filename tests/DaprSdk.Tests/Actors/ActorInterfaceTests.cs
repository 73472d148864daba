using Dapr.Actors;
using Dapr.Actors.Client;

namespace NetMl.DaprSdk.Tests.Actors;

public class ActorInterfaceTests
{
    public interface INotAnActor
    {
        Task A();
    }

    public interface IGeneric<T> : IActor
    {
        Task A(T t);
    }

    public interface IOverloaded : IActor
    {
        Task A(int x);

        Task A(string x);
    }

    public interface ISynchronous : IActor
    {
        int A();
    }

    public interface IGenericMethod : IActor
    {
        Task A<T>(T t);
    }

    public interface ITwoCancellations : IActor
    {
        Task A(CancellationToken first, CancellationToken second);
    }

    internal interface IHidden : IActor
    {
        Task A();
    }

    [Theory]
    [InlineData(typeof(Counter))]
    [InlineData(typeof(INotAnActor))]
    [InlineData(typeof(IGeneric<int>))]
    [InlineData(typeof(IOverloaded))]
    [InlineData(typeof(ISynchronous))]
    [InlineData(typeof(IGenericMethod))]
    [InlineData(typeof(ITwoCancellations))]
    [InlineData(typeof(IHidden))]
    public void CreateActorProxy_InterfaceThatBreaksARule_ThrowsArgumentException(Type type) =>
        Assert.ThrowsAny<ArgumentException>(() => new ActorProxyFactory().CreateActorProxy(new ActorId("a"), type, "T"));
}
