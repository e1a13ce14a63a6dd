package kotlin.coroutines;

/** What the Kotlin compiler adds as the last parameter of a suspend function; here without Kotlin. */
public interface Continuation {}
