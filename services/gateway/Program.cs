using Microsoft.Extensions.Hosting;
using NetMl.Gateway.Forwarding;
using NetMl.Gateway.Keys;
using NetMl.Gateway.Limits;
using NetMl.Gateway.OpenApi;
using NetMl.Gateway.Problems;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults(requireAppToken: false);
builder.AddApiKeys();
builder.AddLimits();
builder.AddForwarding();
builder.AddOpenApiDocument();

var app = builder.Build();
app.MapDefaultEndpoints();
app.UseProblemSentences();
app.UseApiKeys();
app.UseLimits();
app.MapOpenApiDocument();
app.MapForwarding();
app.Run();
