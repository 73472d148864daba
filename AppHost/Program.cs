var builder = Aspire.Hosting.DistributedApplication.CreateBuilder(args);
builder.Build().Run();
