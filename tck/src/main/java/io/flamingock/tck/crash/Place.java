package io.flamingock.tck.crash;

/** Databases that can be opened in this process and in others. */
public interface Place {

    /** Opens them in this process. */
    CrashSite open();

    /** What a {@link CrashSite.Opener} in another process opens them by. */
    String address();
}
