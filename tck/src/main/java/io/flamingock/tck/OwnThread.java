package io.flamingock.tck;

import java.util.concurrent.Executor;

/** Gives each task a thread of its own: in a shared pool, as small as some machines have it, tasks that wait starve others. */
enum OwnThread implements Executor {
    EACH;

    @Override
    public void execute(Runnable task) {
        Thread thread = new Thread(task, "in the background");
        thread.setDaemon(true);
        thread.start();
    }
}
