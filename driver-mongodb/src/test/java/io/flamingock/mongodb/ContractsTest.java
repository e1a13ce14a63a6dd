package io.flamingock.mongodb;

import io.flamingock.tck.EveryContractRan;

class ContractsTest extends EveryContractRan {}
