namespace Dapr.Actors.Runtime;

internal enum StateChangeKind
{
    None,
    Add,
    Update,
    Remove,
}
