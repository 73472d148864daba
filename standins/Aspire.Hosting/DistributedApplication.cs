namespace Aspire.Hosting;

public class DistributedApplication
{
    public static DistributedApplication CreateBuilder(string[] args) => new();
    public DistributedApplication Build() => this;
    public void Run() { }
}
