namespace Plumbline.Vision.Media;

/// <summary>A video could not be found, read, decoded or written; the message is one sentence for the user.</summary>
public sealed class MediaException : Exception
{
    /// <summary>Makes the exception.</summary>
    public MediaException()
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What failed, on which file, and the way out.</param>
    public MediaException(string message) : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What failed, on which file, and the way out.</param>
    /// <param name="innerException">What the system said.</param>
    public MediaException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
