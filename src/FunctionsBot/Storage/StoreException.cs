namespace FunctionsBot.Storage;

/// <summary>
/// The store cannot be used: damaged, in use by another, full, forbidden or out of reach. The message is one sentence that
/// names the file or service and says what to do.
/// </summary>
public sealed class StoreException(string message, Exception? cause = null) : IOException(message, cause);
