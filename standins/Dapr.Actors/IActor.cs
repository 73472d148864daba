namespace Dapr.Actors;

/// <summary>Marks the interfaces through which actors are called. Their methods return Task or Task of T, are not overloaded and not generic.</summary>
public interface IActor
{
}
