//! Where forms of the report go.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use crate::args::{CheckArgs, FormatArg};
use crate::check::Judged;
use crate::diagnostic::CliError;
use crate::inputs::Input;
use crate::output::{Form, Format, Frame, LineForm, Look, Run};
use crate::print;
use crate::sources::Lines;
use crate::terminal::Terminal;

/// The forms that a command line asks for.
#[derive(Debug)]
pub(crate) struct Outputs {
    all: Vec<Output>,
    /// Why one of them could not be written: the first that failed.
    error: Option<CliError>,
}

#[derive(Debug)]
struct Output {
    /// None before the configuration is read, where the command line names no form.
    format: Option<Format>,
    target: Target,
    /// Whether something of it could not be written. It gets nothing more: with a gap in it, its end must not make it look whole.
    is_lost: bool,
}

#[derive(Debug)]
enum Target {
    Stdout {
        /// Whether the reader has gone away (`| head`), which does not change the answer.
        is_closed: bool,
    },
    Named(PathBuf),
    /// For whoever asked.
    Text(String),
    File {
        path: PathBuf,
        file: File,
        /// Whether something is in it. An empty report would be taken for one that found nothing.
        is_written: bool,
    },
}

impl Outputs {
    /// Those of a command line.
    ///
    /// # Errors
    /// Two for one place, one for none, and a place for none.
    pub(crate) fn new(arguments: &CheckArgs) -> Result<Self, CliError> {
        let is_nameless = |it: &&FormatArg| it.file.as_deref() == Some(Path::new(""));
        if let Some(nameless) = arguments.format.iter().find(is_nameless) {
            return Err(CliError::NoFile { format: nameless.format.name() });
        }
        let named = arguments.format.iter().map(|it| (Some(it.format), it.file.as_deref()));
        let mut named: Vec<_> = if arguments.format.is_empty() { vec![(None, None)] } else { named.collect() };
        if let Some(path) = &arguments.output {
            match named.iter_mut().find(|(_, file)| file.is_none()) {
                Some((_, file)) => *file = Some(path),
                None => return Err(CliError::NoForm { path: path.clone() }),
            }
        }
        let mut outputs: Vec<Output> = Vec::new();
        for (format, file) in named {
            let file = file.filter(|file| *file != Path::new("-"));
            let target = file.map_or(Target::Stdout { is_closed: false }, |file| Target::Named(file.to_owned()));
            if outputs.iter().any(|other| other.target.is_same(&target)) {
                let place = file.map_or("standard output".to_owned(), |file| format!("`{}`", file.display()));
                return Err(CliError::OnePlace { place });
            }
            outputs.push(Output { format, target, is_lost: false });
        }
        Ok(Self { all: outputs, error: None })
    }

    /// The one for people, as for standard output, to be had from [`Self::into_text`].
    pub(crate) fn text() -> Self {
        let target = Target::Text(String::new());
        Self { all: vec![Output { format: Some(Format::Human), target, is_lost: false }], error: None }
    }

    /// What [`Self::text`] holds when all is written.
    pub(crate) fn into_text(self) -> String {
        self.all.into_iter().map(Output::into_text).collect()
    }

    /// Makes the files. What is there is emptied, and gone if the run ends early: nobody shall take an old report for that of this run.
    ///
    /// # Errors
    /// A file that is a plan to judge, and what the system says.
    pub(crate) fn open(&mut self, inputs: &[Input]) -> Result<(), CliError> {
        let plans: Vec<PathBuf> =
            inputs.iter().filter_map(Input::path).filter_map(|it| it.canonicalize().ok()).collect();
        let named = || {
            self.all
                .iter()
                .filter_map(|output| if let Target::Named(path) = &output.target { Some(path) } else { None })
        };
        if let Some(path) = named().find(|path| path.canonicalize().is_ok_and(|path| plans.contains(&path))) {
            return Err(CliError::OverPlan { path: path.clone() });
        }
        for output in &mut self.all {
            if let Target::Named(path) = &output.target {
                let path = path.clone();
                let file = create(&path).map_err(|error| unwritable(&path, error))?;
                output.target = Target::File { path, file, is_written: false };
            }
        }
        Ok(())
    }

    /// The form where the command line names none.
    pub(crate) fn settle(&mut self, usual: Option<Format>) {
        for output in &mut self.all {
            output.format = output.format.or(usual).or(Some(Format::Human));
        }
    }

    fn formats(&self) -> impl Iterator<Item = Format> {
        self.all.iter().filter_map(|output| output.format)
    }

    /// Whether one of them shows planned values.
    pub(crate) fn have_excerpts(&self) -> bool {
        self.formats().any(Format::has_excerpts)
    }

    /// Whether one of them says digests.
    pub(crate) fn have_digests(&self) -> bool {
        self.formats().any(Format::has_digests)
    }

    /// The findings that they need the lines of.
    pub(crate) fn lines(&self) -> Lines {
        let most = self.formats().map(Format::lines).max();
        most.unwrap_or(Lines::None)
    }

    /// Whether none of them needs findings once their plan is judged.
    pub(crate) fn are_lines(&self) -> bool {
        self.formats().all(|format| matches!(format.form(), Form::Lines(_)))
    }

    /// Whether the terminal shows one while plans are judged.
    pub(crate) fn are_watched(&self) -> bool {
        let lines = self.all.iter().filter(|output| output.line_form().is_some());
        lines.filter(|output| matches!(output.target, Target::Stdout { .. })).count() > 0 && io::stdout().is_terminal()
    }

    /// Writes what forms of lines begin with. That one can't be written is said at the end: it keeps none of the others from it.
    pub(crate) fn begin(&mut self, frame: &Frame<'_>) {
        self.write(|output| output.line_form().map(|form| (form.head)(frame)));
    }

    /// Writes a plan in forms of lines.
    pub(crate) fn plan(&mut self, frame: &Frame<'_>, plan: &Judged<'_>) {
        self.write(|output| output.line_form().map(|form| (form.plan)(frame, plan)));
    }

    /// Writes the rest: the end of forms of lines, and all of others.
    ///
    /// # Errors
    /// What the system said of the first that could not be written.
    pub(crate) fn end(&mut self, run: &Run<'_>, verbose: bool, terminal: &Terminal) -> Result<(), CliError> {
        self.write(|output| {
            let color = match output.target {
                Target::Stdout { .. } | Target::Text(_) => terminal.stdout_color,
                Target::Named(_) | Target::File { .. } => false,
            };
            Some(match output.format?.form() {
                Form::Whole(render) => render(run, Look { verbose, color, terminal }),
                Form::Lines(form) => (form.foot)(run),
            })
        });
        self.error.take().map_or(Ok(()), Err)
    }

    fn write(&mut self, text: impl Fn(&Output) -> Option<String>) {
        for output in self.all.iter_mut().filter(|output| !output.is_lost) {
            let written = text(output).map_or(Ok(()), |text| output.target.write(&text));
            if let Err(error) = written {
                output.is_lost = true;
                self.error.get_or_insert(error);
            }
        }
    }
}

impl Output {
    fn into_text(mut self) -> String {
        match &mut self.target {
            Target::Text(text) => std::mem::take(text),
            _ => String::new(),
        }
    }

    fn line_form(&self) -> Option<LineForm> {
        match self.format?.form() {
            Form::Lines(form) => Some(form),
            Form::Whole(_) => None,
        }
    }
}

impl Target {
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Stdout { .. }, Self::Stdout { .. }) => true,
            (Self::Named(one), Self::Named(other)) => std::path::absolute(one).ok() == std::path::absolute(other).ok(),
            _ => false,
        }
    }

    fn write(&mut self, text: &str) -> Result<(), CliError> {
        match self {
            Self::Stdout { is_closed: true } | Self::Named(_) => Ok(()),
            Self::Text(all) => {
                all.push_str(text);
                Ok(())
            }
            Self::Stdout { is_closed } => {
                *is_closed = !print(text.as_bytes())?;
                Ok(())
            }
            Self::File { path, file, is_written } => {
                file.write_all(text.as_bytes()).map_err(|error| unwritable(path, error))?;
                *is_written = true;
                Ok(())
            }
        }
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        if let Self::File { path, is_written: false, file } = self {
            // A pipe or a device is somebody else's.
            if file.metadata().is_ok_and(|metadata| metadata.is_file()) {
                let _ = std::fs::remove_file(path);
            }
        }
    }
}

fn create(path: &Path) -> io::Result<File> {
    if let Some(directory) = path.parent() {
        std::fs::create_dir_all(directory)?;
    }
    File::create(path)
}

fn unwritable(path: &Path, error: io::Error) -> CliError {
    CliError::Write { target: format!("`{}`", path.display()), error }
}
