using Plumbline.Cli;

return await PlumbCommand.RunAsync(args, Console.Out, Console.Error);
