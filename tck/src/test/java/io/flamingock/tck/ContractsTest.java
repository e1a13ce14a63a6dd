package io.flamingock.tck;

class ContractsTest extends EveryContractRan {}
