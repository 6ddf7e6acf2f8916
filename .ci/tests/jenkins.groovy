// Runs a declarative Jenkinsfile as far as that goes without Jenkins: `sh` runs its script, what plugins would do is told.

class Failed extends Exception {
    Failed(String message) { super(message) }
}

abstract class Block {
    void enter(Closure body) {
        body.delegate = this
        body.resolveStrategy = Closure.DELEGATE_ONLY
        body()
    }
}

class Steps extends Block {
    void script(Closure body) { enter(body) }
    void error(String message) { throw new Failed(message) }
    void sh(String script) { sh(script: script) }

    int sh(Map step) {
        System.out.flush()
        int code = new ProcessBuilder('sh', '-xe', '-c', step.script as String).inheritIO().start().waitFor()
        if (code != 0 && !step.returnStatus) { throw new Failed("a script ends with ${code}") }
        return code
    }

    Map sarif(Map tool) { tool }
    void recordIssues(Map step) { println "recordIssues ${step.tools*.pattern.join(' ')}" }
    void junit(Map step) { println "junit ${step.testResults}" }
    void archiveArtifacts(Map step) { println "archiveArtifacts ${step.artifacts}" }
}

class Stage extends Block {
    boolean runs = true
    Closure work
    Closure last = { }

    void when(Closure body) { enter(body) }
    void branch(String name) { runs = System.getenv('BRANCH_NAME') == name }
    void steps(Closure body) { work = body }
    void post(Closure body) { enter(body) }
    void always(Closure body) { last = body }
}

class Pipeline extends Block {
    List<Stage> all = []
    Closure last = { }

    void agent(Closure body) { }
    void options(Closure body) { }
    void stages(Closure body) { enter(body) }
    void post(Closure body) { enter(body) }
    void cleanup(Closure body) { last = body }

    void stage(String name, Closure body) {
        Stage stage = new Stage()
        stage.enter(body)
        all << stage
    }

    String run() {
        Steps steps = new Steps()
        try {
            for (Stage stage in all.findAll { it.runs }) {
                try {
                    steps.enter(stage.work)
                } finally {
                    steps.enter(stage.last)
                }
            }
            return 'SUCCESS'
        } catch (Failed failed) {
            return "FAILURE: ${failed.message}"
        } finally {
            steps.enter(last)
        }
    }
}

def binding = new Binding()
binding.setVariable('pipeline', { Closure body ->
    def pipeline = new Pipeline()
    pipeline.enter(body)
    println pipeline.run()
})
new GroovyShell(binding).evaluate(new File(args[0]))
