package io.flamingock.tck.crash;

/** Databases that can be opened in this process and in others. */
public interface Place {

    /** {@return the databases, opened in this process; the caller closes them} */
    CrashSite open();

    /** {@return what a {@link CrashSite.Opener} in another process opens them by} */
    String address();
}
