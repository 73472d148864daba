namespace Dapr.Client;

public enum ConsistencyMode
{
    Eventual,
    Strong,
}
